// HTTP/2, with and without TLS.
export { requestHeaders } from './request-headers.ts'
export { openSessionPool } from './session-pool.ts'
