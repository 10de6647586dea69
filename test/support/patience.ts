// Gives every test that runs encoders, a browser or a whole server the time that a busy machine needs.
import { jest } from '@jest/globals';

jest.setTimeout(300_000);
