// What goes over the WebSocket: one writing of each tick for all clients that asked for the same, and the newest for those who read slowly.

export { streamHub } from './stream-hub.ts'
