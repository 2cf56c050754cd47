// What a Node process tells of itself through its inspector.
export { nodeRuntimeFacts } from './node-runtime-facts.ts'
export { watchNodeRuntime } from './watch-node-runtime.ts'
