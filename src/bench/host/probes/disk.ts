import type { HostProbe } from '../probe.ts'

/** Sequential and random writes that reach the disk, and reads past the page cache, in a file without a name. */
export const disk: HostProbe = {
  doing: 'writing to the disk',
  program: 'disk',
  names: {
    diskWrite: 'write',
    diskRead: 'read',
    diskSyncP50: 'syncP50',
    diskSyncP95: 'syncP95',
    diskSyncP99: 'syncP99',
    diskReadP50: 'randomReadP50',
    diskReadP99: 'randomReadP99',
  },
  order: ({ disk: { directory }, settings }) => ({ part: 'disk', directory, ...settings.disk }),
}
