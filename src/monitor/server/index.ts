// The web server of a monitor: its page, its data over HTTP and WebSocket, and who may see them.

export type { MonitorFeed } from './monitor-feed.ts'
export { type MonitorServer, type ServerOptions, startServer } from './start-server.ts'
