// Gives every test that runs encoders or a browser the time that a busy machine needs.
import { jest } from '@jest/globals';

jest.setTimeout(120_000);
