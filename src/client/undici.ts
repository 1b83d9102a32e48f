// A file of its own, because a bundler gives `await import('undici')` only a default export.
export { Agent, fetch } from 'undici';
