const faults: Readonly<Record<string, string>> = {
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is not a folder',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk failed',
}

/** Why a file could not be written, in words that end a sentence; `own` words come first, by the code of the error. */
export function fileFault(error: unknown, own: Readonly<Record<string, string>> = {}): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return own[code] ?? faults[code] ?? error.message
}
