// What a Node process tells of itself through its inspector.
export { followNodeRuntime, type NodeRuntimeFollower } from './follow-node-runtime.ts'
export { nodeRuntimeFacts } from './node-runtime-facts.ts'
export { watchNodeRuntime } from './watch-node-runtime.ts'
