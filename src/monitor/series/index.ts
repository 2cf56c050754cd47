// Patterns that mean series, as clients of the stream and charts of the page name them.
export { matchesPattern } from './series-pattern.ts'
