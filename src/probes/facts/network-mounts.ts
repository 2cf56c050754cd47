import type { NetworkMount } from '../../core/index.ts'
import { decodeName } from '../mountinfo.ts'

/** Lines `answered TYPE MOUNTPOINT` or `hung TYPE MOUNTPOINT`; others are left out, null when none is left of some. */
export function parseNetworkMounts(text: string): NetworkMount[] | null {
  const mounts = [...text.matchAll(/^(answered|hung) (\S+) (\/\S*)\s*$/gm)].map((match) => ({
    mountPoint: decodeName(match[3] ?? ''),
    type: match[2] ?? '',
    answered: match[1] === 'answered',
  }))
  return mounts.length === 0 && text.trim() !== '' ? null : mounts
}
