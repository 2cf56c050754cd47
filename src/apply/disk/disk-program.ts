/** The program that measures a disk, `node FILE ORDER` with a `DiskOrder` as JSON: it prints a `DiskAnswer`. */
export async function diskProgram(): Promise<string> {
  return (await import('./disk-text.ts')).text
}
