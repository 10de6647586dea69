// Measurements of this process in Prometheus' text format. Must not know who reads them.
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** All measurements; every app has its own registry so that two can live in one process. */
export interface Metrics {
  readonly httpDuration: Histogram<'method' | 'route' | 'status'>;
  readonly contentType: string;
  /** The text of `GET /metrics`. */
  text(): Promise<string>;
}

/** Numbers read at the moment someone asks. */
export interface Readings {
  socketCount(): number;
  onAirCount(): number;
  /** How many sessions have which problem right now. */
  problemCounts(): ReadonlyMap<string, number>;
}

/** Makes the registry, with the process' own figures (event loop delay, memory, handles). */
export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addGauge(registry, 'sockets_open', 'Open Socket.IO connections', () => readings.socketCount());
  addGauge(registry, 'sessions_on_air', 'Sessions whose pictures are served right now', () => readings.onAirCount());
  addProblems(registry, readings);
  const httpDuration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer, by route pattern',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return { httpDuration, contentType: registry.contentType, text: () => registry.metrics() };
}

function addGauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

/** Every problem that the desk is shown, so that an operator's own alarm can be set on it. */
function addProblems(registry: Registry, readings: Readings): void {
  new Gauge({
    name: 'session_problems',
    help: 'Sessions that have a problem of their feed, recording or machine right now, by code',
    labelNames: ['code'] as const,
    registers: [registry],
    collect() {
      this.reset();
      for (const [code, count] of readings.problemCounts()) this.set({ code }, count);
    },
  });
}
