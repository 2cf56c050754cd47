/** All that went to and fro since the begin, the warm-up too. */
export interface Traffic {
  requests: number
  /** Heads and bodies, sent and received; of HTTP/2 received bodies only. */
  bytes: number
}
