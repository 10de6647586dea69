// Four layers of tests, cheapest first; each is a jest project so that it can run alone.
const layer = (name, more = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${name}/**/*.test.{ts,tsx}`],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2022',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  ...more,
});

// Encoders run at the speed of life, hashing passwords is slow by design, and a busy machine is slower.
const patient = { setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'] };

export default {
  projects: [
    layer('unit', { testMatch: ['<rootDir>/test/unit/**/*.test.{ts,tsx}', '<rootDir>/test/architecture.test.ts'] }),
    layer('medium', patient),
    layer('media', patient),
    layer('e2e', patient),
  ],
  maxWorkers: 2,
};
