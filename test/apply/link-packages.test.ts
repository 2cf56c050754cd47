import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { differingLockFiles, linkPackages } from '../../src/apply/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkouts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

const checkouts = (prefix = '') => ({ from: join(folder, 'head'), to: join(folder, 'base'), prefix })

describe('linked packages', () => {
  beforeEach(() => {
    write({
      'head/node_modules/one/index.js': '1',
      'head/node_modules/@scope/two/index.js': '2',
      'head/node_modules/.bin/tool': 'tool',
      'head/node_modules/.cache/old': 'old',
      'base/package.json': '{}',
    })
  })

  it('are found in the other checkout: plain ones, scoped ones and their commands', () => {
    linkPackages(checkouts())
    for (const [name, text] of [
      ['one/index.js', '1'],
      ['@scope/two/index.js', '2'],
      ['.bin/tool', 'tool'],
    ] as const)
      expect(readFileSync(join(folder, 'base/node_modules', name), 'utf8')).toBe(text)
    expect(existsSync(join(folder, 'base/node_modules/.cache'))).toBe(false)
  })

  it('survive that an install in the other checkout removes them', () => {
    linkPackages(checkouts())
    rmSync(join(folder, 'base/node_modules'), { recursive: true })
    expect(readFileSync(join(folder, 'head/node_modules/@scope/two/index.js'), 'utf8')).toBe('2')
    expect(readFileSync(join(folder, 'head/node_modules/one/index.js'), 'utf8')).toBe('1')
  })

  it('leave packages alone that are there already', () => {
    write({ 'base/node_modules/one/index.js': 'its own' })
    linkPackages(checkouts())
    expect(readFileSync(join(folder, 'base/node_modules/one/index.js'), 'utf8')).toBe('its own')
    expect(existsSync(join(folder, 'base/node_modules/@scope'))).toBe(false)
  })

  it('come from the working directory too, where that is below the top', () => {
    write({ 'head/app/node_modules/three/index.js': '3', 'base/app/package.json': '{}' })
    linkPackages(checkouts('app/'))
    expect(readFileSync(join(folder, 'base/app/node_modules/three/index.js'), 'utf8')).toBe('3')
  })
})

describe('lock files that differ', () => {
  it.each([
    ['none are there', {}, []],
    ['they are the same', { 'head/package-lock.json': '1', 'base/package-lock.json': '1' }, []],
    ['one changed', { 'head/yarn.lock': '1', 'base/yarn.lock': '2' }, ['yarn.lock']],
    ['one is new', { 'head/pnpm-lock.yaml': '1' }, ['pnpm-lock.yaml']],
    ['one is gone', { 'base/bun.lock': '1' }, ['bun.lock']],
    [
      'one below changed',
      { 'head/app/package-lock.json': '1', 'base/app/package-lock.json': '2' },
      ['app/package-lock.json'],
    ],
    ['one changed elsewhere', { 'head/other/yarn.lock': '1', 'base/other/yarn.lock': '2' }, []],
  ] as const)('are named where %s', (_, files, expected) => {
    write(files)
    expect(differingLockFiles(checkouts('app/'))).toEqual(expected)
  })
})
