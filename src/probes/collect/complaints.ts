import type { MissingReason } from '../../core/index.ts'

/** The reason that `cat` gave in place of the file at `path` or, where reading failed, after its beginning; null for a text. */
export function complaintAbout(path: string, content: string): MissingReason | null {
  if (!content.endsWith('\n') || !content.includes('cat: ')) return null
  const match = new RegExp(`cat: (?:read error|[^\\n]*${asWritten(path)}['"]?): ${reason}\\n$`).exec(
    content.slice(content.lastIndexOf('\n', content.length - 2) + 1),
  )
  return match === null ? null : meaningOf(match[1])
}

/** Who of `paths` was complained of in `text`, a complaint a line, in their order. */
export function* complaintsIn(text: string, paths: readonly string[]): Iterable<[string, MissingReason]> {
  let from = 0
  for (const line of text.split('\n')) {
    const said = new RegExp(`cat: ([^\\n]*): ${reason}$`).exec(line)
    if (said === null) continue
    const at = paths.findIndex(
      (path, index) => index >= from && new RegExp(`${asWritten(path)}['"]?$`).test(said[1] ?? ''),
    )
    const path = paths[at]
    if (path === undefined) continue
    from = at + 1
    yield [path, meaningOf(said[2])]
  }
}

const reason = '([A-Z][A-Za-z/ ]+)(?: \\(os error \\d+\\))?'

/** GNU writes unusual characters as escapes between quotes: one or more stand for each run of them. */
function asWritten(path: string): string {
  return path.replace(/[^A-Za-z0-9/_-]+/g, (odd) => (odd === '.' ? '\\.' : '[^\\n]+'))
}

function meaningOf(said: string | undefined): MissingReason {
  switch (said) {
    case 'No such file or directory':
    case 'Not a directory':
    case 'No such process':
      return 'absent'
    case 'Permission denied':
    case 'Operation not permitted':
      return 'denied'
    default:
      return 'unreadable'
  }
}
