import type { Files } from '../../core/index.ts'

/** The files below `root` as if it were `/`. */
export function rootedFiles(
  files: Pick<Files, 'kernelText' | 'entries'>,
  root: string,
): Pick<Files, 'kernelText' | 'entries'> {
  const base = root.replace(/\/+$/, '')
  if (base === '') return files
  return {
    kernelText: (path, maximumBytes) => files.kernelText(base + path, maximumBytes),
    entries: (path) => files.entries(base + path),
  }
}
