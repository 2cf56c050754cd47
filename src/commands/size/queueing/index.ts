// The options of a queue, and what does not fit together; what reads its files loads when it is needed.
export { queueingOptions } from './options.ts'
export { queueingOf } from './queueing-of.ts'
