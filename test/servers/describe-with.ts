import { beforeAll, describe, inject } from 'vitest'
import {
  type Coordinates,
  type ProgramName,
  type Provided,
  programs,
  type ServerName,
  servers,
} from './index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    realPrograms: Provided
  }
  interface TaskMeta {
    /** The Debian package without which this test is skipped. */
    needs?: string
  }
}

/**
 * `describe` for tests that need a real server: started for the first of them, shared by all.
 * Without its package the tests are skipped, and the end of the run names each of them.
 */
export function describeWithServer<N extends ServerName>(
  name: N,
  title: string,
  body: (server: () => Coordinates<N>) => void,
): void {
  const { found, startUrl } = provided()
  const tests = () => {
    let coordinates: Coordinates<N> | undefined
    beforeAll(async () => {
      coordinates = await askFor(name, startUrl)
    })
    body(() => {
      if (coordinates === undefined)
        throw new Error(`Ask for ${name} inside a test: it is started before the first.`)
      return coordinates
    })
  }
  if (found[name] !== null) describe(title, tests)
  else describe.skip(title, { meta: { needs: servers[name].debianPackage } }, tests)
}

/** `describe` for tests that run a real program themselves; `path` is where it is. Skipped as `describeWithServer` does. */
export function describeWithProgram(name: ProgramName, title: string, body: (path: string) => void): void {
  const path = provided().found[name]
  if (path !== null) describe(title, () => body(path))
  else describe.skip(title, { meta: { needs: programs[name].debianPackage } }, () => body(''))
}

/** `describe` for tests that run several real programs by their names; skipped without any of them. */
export function describeWithPrograms(names: readonly ProgramName[], title: string, body: () => void): void {
  const { found } = provided()
  const missing = names.filter((name) => found[name] === null)
  if (missing.length === 0) describe(title, body)
  else describe.skip(title, { meta: { needs: packagesOf(missing) } }, body)
}

function packagesOf(names: readonly ProgramName[]): string {
  return [...new Set(names.map((name) => programs[name].debianPackage))].join(' ')
}

function provided(): Provided {
  const given: Provided | undefined = inject('realPrograms')
  if (given === undefined) throw new Error('Run the tests with --config .config/vitest.config.ts.')
  return given
}

async function askFor<N extends ServerName>(name: N, startUrl: string): Promise<Coordinates<N>> {
  const answer = await fetch(`${startUrl}/${name}`, { method: 'POST' })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${name} could not be started. ${text}`)
  return JSON.parse(text)
}
