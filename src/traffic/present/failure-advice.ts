/** What to do about each kind of failure where it is more than to look. */
const byKind: Readonly<Record<string, string>> = {
  tls: 'Trust its authority (--ca FILE), name it as its certificate does (--server-name NAME), or verify nothing (--insecure).',
  refused: 'See whether the target is up, and listens at that address and port.',
  dns: 'See how the name is written, and which name server answers for it (/etc/resolv.conf).',
  unreachable: 'See the way to it: ip route get HOST.',
  'connect-timeout': 'See whether a firewall drops what comes to that port.',
  closed: 'See the log of the target; at a port that speaks TLS write https://.',
}

/** What to do about the kind of failure that there was most of; `kind` may be unknown. */
export function failureAdvice(kind: string | undefined): string {
  return (
    (kind === undefined ? undefined : byKind[kind]) ??
    'See under "What failed" what the target says, and whether it is up.'
  )
}
