import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FactFile } from '../../../src/core/index.ts'

/** Every file below `directory` as one sample would hold it: links are kept, and followed where the kernel lists devices. */
export function treeFiles(directory: string): Record<string, FactFile> {
  const files: Record<string, FactFile> = {}
  walk(directory, '', files)
  return files
}

const listsDevices = /^\/(?:sys\/class\/net|sys\/block)\/[^/]+$|^\/proc\/self$/

function walk(directory: string, path: string, files: Record<string, FactFile>): void {
  for (const entry of readdirSync(join(directory, path), { withFileTypes: true })) {
    const below = `${path}/${entry.name}`
    if (entry.isDirectory()) {
      walk(directory, below, files)
    } else if (entry.isFile()) {
      files[below] = readFileSync(join(directory, below), 'utf8')
    } else if (entry.isSymbolicLink()) {
      files[below] = { link: readlinkSync(join(directory, below)) }
      if (listsDevices.test(below) && leadsToFolder(join(directory, below))) walk(directory, below, files)
    }
  }
}

function leadsToFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
