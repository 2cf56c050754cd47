import { type Fact, type FstabEntry, type MountFacts, quantity } from '../../core/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { isImage, isReadOnly, mountAt } from './mounted.ts'

export const diskReadonly = defineCheck({
  id: 'disk.readonly',
  group: 'disk',
  resource: 'disk',
  role: 'errors',
  title: 'Filesystems turned read-only',
  meaning:
    'After an error of the disk a filesystem stops taking writes to save what is there. It shows where something is mounted read-only that /etc/fstab wants writable, and where a mount bears the mark of an error. Images, and what a container mounts read-only, are no fault.',
  reads: '/proc/self/mountinfo, /etc/fstab',
  source: 'awesome-prometheus-alerts, filesystem device errors; mount(8), errors=remount-ro',
  needs: ['mounts'],
  uses: ['fstab', 'system', 'kernelLog'],
  evaluate({ facts }) {
    const inContainer = facts.system.known && facts.system.last.container.inside
    // The table inside an image is nobody's wish.
    const entries = facts.fstab.known && !inContainer ? facts.fstab.last : []
    const mounts = facts.mounts.last.filter((mount) => mountAt(facts.mounts.last, mount.mountPoint) === mount)
    const wasLogged =
      facts.kernelLog.known &&
      facts.kernelLog.last.some(({ text }) =>
        /remounting filesystem read-only|shutting down filesystem/i.test(text),
      )
    const readings = mounts.flatMap((mount) => faults(mount, entries, wasLogged))
    if (readings.length > 0) return readings
    const compared = compare(facts.fstab, inContainer)
    return {
      value: null,
      status: 'pass',
      because: `Nothing turned read-only.${compared === null ? '' : ` ${compared}`}`,
      evidence: { mounts: quantity(mounts.length, 'count') },
    }
  },
  advice: [
    {
      text: 'Read what the kernel says of the disk.',
      command: "dmesg -T | grep -iE 'remount|I/O error|EXT4-fs|XFS|BTRFS' | tail -20",
      risk: 'none',
    },
    {
      text: 'Look at the disk itself, and back up what can be read before anything else.',
      command: 'smartctl -a {source}',
      risk: 'none',
    },
    {
      text: 'Check the filesystem: -n only looks. Repair it without -n, unmounted or from a rescue system, once the disk is sound.',
      command: 'fsck -n {source}',
      risk: 'none',
    },
    {
      text: 'Make it writable again once it was checked.',
      command: 'mount -o remount,rw {mountPoint}',
      undo: 'mount -o remount,ro {mountPoint}',
      risk: 'data',
    },
  ],
})

function faults(mount: MountFacts, entries: readonly FstabEntry[], wasLogged: boolean): Reading[] {
  if (!isReadOnly(mount) || isImage(mount.type)) return []
  const entry = entries.find(({ mountPoint }) => mountPoint === mount.mountPoint)
  if (entry?.options.includes('ro')) return []
  const stopped = mount.superOptions.some((option) => option === 'emergency_ro' || option === 'shutdown')
  const marked = mount.superOptions.includes('ro') && mount.superOptions.includes('errors=remount-ro')
  if (entry === undefined && !stopped && !marked) return []
  const certain = entry !== undefined || stopped || wasLogged
  const wish = entry === undefined ? '' : ' while /etc/fstab wants it writable'
  const trace = stopped || marked ? ' It is set to become so after an error.' : ''
  const logged = wasLogged ? ' The kernel log tells of a filesystem that was made read-only.' : ''
  return [
    {
      instance: mount.mountPoint,
      value: null,
      status: certain ? 'fail' : 'warn',
      because: `${mount.mountPoint} is read-only${wish}.${trace}${logged}`,
      evidence: {
        source: mount.source,
        type: mount.type,
        'of this mount': mount.options.join(','),
        'of the filesystem': mount.superOptions.join(','),
      },
      culprit: mount.source,
      names: { mountPoint: mount.mountPoint, source: mount.source },
    },
  ]
}

function compare(fstab: Fact<FstabEntry[]>, inContainer: boolean): string | null {
  if (inContainer) return 'Inside a container only the marks of an error were looked for.'
  return fstab.known ? null : '/etc/fstab is not known: only the marks of an error were looked for.'
}
