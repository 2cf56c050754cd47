// HTTP/1.1, on sockets of our own.
export { openPool } from './pool.ts'
export { requestBytes } from './request-bytes.ts'
