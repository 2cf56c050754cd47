/** What runs a pod, as its name tells. */
export interface PodOwner {
  kind: 'Deployment' | 'StatefulSet'
  name: string
}

/** Letters and digits of names that Kubernetes makes: no vowels, and nothing that looks like another. */
const made = /^[bcdfghjklmnpqrstvwxz2456789]+$/

/**
 * The Deployment (`NAME-HASH-5 characters`) or StatefulSet (`NAME-ORDINAL`) of a pod; null where its name tells of neither, as those of
 * a DaemonSet, of a Job and of a pod on its own.
 */
export function podOwner(pod: string): PodOwner | null {
  const [, name = '', hash = ''] = /^(.+)-([a-z0-9]{8,10})-[a-z0-9]{5}$/.exec(pod) ?? []
  // A CronJob's pods have the minute in place of the hash.
  if (/^\d{8}$/.test(hash)) return null
  if (made.test(hash) || /\d/.test(hash)) return { kind: 'Deployment', name }
  const [, set] = /^(.+)-\d{1,5}$/.exec(pod) ?? []
  return set === undefined ? null : { kind: 'StatefulSet', name: set }
}
