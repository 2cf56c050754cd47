import type { Files } from '../../core/index.ts'
import type { SampleFiles } from './local-sample.ts'

/** The files below `root` as if it were `/`. */
export function rootedFiles(
  files: Pick<Files, 'kernelText' | 'entries' | 'size'>,
  root: string,
): SampleFiles {
  const base = root.replace(/\/+$/, '')
  if (base === '') return files
  return {
    kernelText: (path, maximumBytes) => files.kernelText(base + path, maximumBytes),
    entries: (path) => files.entries(base + path),
    size: (path) => files.size(base + path),
  }
}
