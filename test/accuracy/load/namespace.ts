import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { runChild } from './children.ts'

/** A network of its own, in which only loopback is. */
export interface Namespace {
  /** What stands before a command to run it there. */
  prefix: readonly string[]
  remove(): Promise<void>
}

/** Makes one in which the name server is 127.0.0.1 and `nft` rules hold; null where this user may not. */
export async function openNamespace(rules: string, folder: string): Promise<Namespace | null> {
  const name = `lewis-perf-accuracy-${process.pid}`
  const settings = `/etc/netns/${name}`
  const made = await ip('netns', 'add', name).catch(() => null)
  if (made?.code !== 0) return null
  const namespace: Namespace = {
    prefix: ['ip', 'netns', 'exec', name],
    async remove() {
      await ip('netns', 'del', name)
      rmSync(settings, { recursive: true, force: true })
    },
  }
  try {
    mkdirSync(settings, { recursive: true })
    writeFileSync(`${settings}/resolv.conf`, 'nameserver 127.0.0.1\n')
    writeFileSync(`${folder}/rules`, rules)
    await done(ip('-n', name, 'link', 'set', 'lo', 'up'))
    await done(ip('netns', 'exec', name, 'nft', '-f', `${folder}/rules`))
    return namespace
  } catch (cause) {
    await namespace.remove()
    throw cause
  }
}

function ip(...args: string[]) {
  return runChild('ip', args)
}

async function done(run: ReturnType<typeof ip>): Promise<void> {
  const { code, errors } = await run
  if (code !== 0) throw new Error(`The namespace could not be made: ${errors}`)
}
