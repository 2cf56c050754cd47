/** The systemd service that a cgroup path belongs to, as a word for advice; nothing where it is in none. */
export function unitOf(cgroup: string | null): { unit?: string } {
  const unit = cgroup?.split('/').findLast((part) => part.endsWith('.service'))
  return unit === undefined ? {} : { unit }
}
