import type { NetworkMount } from '../../core/index.ts'
import { decodeName } from '../mountinfo.ts'

/** Lines `answered TYPE MOUNTPOINT` or `hung TYPE MOUNTPOINT`; others are left out. */
export function parseNetworkMounts(text: string): NetworkMount[] {
  return [...text.matchAll(/^(answered|hung) (\S+) (\/\S*)\s*$/gm)].map((match) => ({
    mountPoint: decodeName(match[3] ?? ''),
    type: match[2] ?? '',
    answered: match[1] === 'answered',
  }))
}
