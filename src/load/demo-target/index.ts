// An embedded target that answers as LEWIS does: something to load where there is no server.
export { startDemoTarget } from './start-demo-target.ts'
