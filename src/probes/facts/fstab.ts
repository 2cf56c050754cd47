import type { FstabEntry } from '../../core/index.ts'
import { decodeName } from '../mountinfo.ts'

/** The entries of /etc/fstab; comments and damaged lines are left out. */
export function parseFstab(text: string): FstabEntry[] {
  return text.split('\n').flatMap((line) => {
    const [source = '', mountPoint, type, options] = line.trim().split(/[ \t]+/)
    if (source.startsWith('#') || mountPoint === undefined || type === undefined) return []
    return [
      {
        source: decodeName(source),
        mountPoint: decodeName(mountPoint),
        type,
        options: (options ?? 'defaults').split(','),
      },
    ]
  })
}
