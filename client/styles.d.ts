// Lets TypeScript accept style sheets as imports; the build reads them.
declare module '*.scss';
