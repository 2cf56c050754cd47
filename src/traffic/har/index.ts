// Requests that a browser recorded.
export { type HarRequests, harRequests, onlyOriginOf } from './har-requests.ts'
