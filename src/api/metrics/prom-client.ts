/** What we use of the package, in a module that can be loaded later: of CommonJS itself a bundle gives the default only. */
export { Counter, Gauge, Registry } from 'prom-client';
