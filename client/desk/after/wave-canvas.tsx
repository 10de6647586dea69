// Draws how loud a stretch is; says nothing to screen readers, because marks and times say where things are.
import { useEffect, useRef } from 'react';
import type { JSX, PointerEvent } from 'react';

/** Quiet recordings are drawn as large as loud ones, but silence stays silence. */
const leastScale = 16;

interface WaveCanvasProps {
  /** 0 to 255, evenly spread over the width. */
  peaks: readonly number[];
  height: number;
  /** A press at a share (0 to 1) of the width. */
  onPress: (share: number) => void;
}

/** Drawn anew whenever the values change. */
export function WaveCanvas({ peaks, height, onPress }: WaveCanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, peaks);
  }, [peaks]);
  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (box.width > 0) onPress((event.clientX - box.left) / box.width);
  };
  return (
    <canvas
      ref={canvas}
      className="cv-after__wave"
      width={1000}
      height={height}
      aria-hidden="true"
      onPointerDown={press}
    />
  );
}

function draw(canvas: HTMLCanvasElement, peaks: readonly number[]): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = getComputedStyle(canvas).color;
  const width = canvas.width / Math.max(1, peaks.length);
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), leastScale);
  pen.beginPath();
  peaks.forEach((peak, index) => {
    const size = Math.max(1, (peak / loudest) * canvas.height);
    pen.rect(index * width, (canvas.height - size) / 2, Math.max(1, width - 0.2), size);
  });
  pen.fill();
}
