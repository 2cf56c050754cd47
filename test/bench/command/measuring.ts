import { afterAll } from 'vitest'
import { openScratchFolder, type ScratchFolder } from '../../../src/apply/index.ts'
import { type CommandRequest, openCommandSession } from '../../../src/bench/index.ts'
import { nodeWorld } from '../../../src/cli/node-world.ts'

/** A session on this machine in a folder that goes with the test file, and a request that asks for two short runs there. */
export async function measuring() {
  const world = nodeWorld()
  const scratch: ScratchFolder = openScratchFolder()
  afterAll(() => scratch.remove())
  const session = await openCommandSession(world, scratch)
  const request: CommandRequest = {
    commands: ['true'],
    names: [],
    parameters: [],
    isInBlocks: false,
    warmupRuns: 0,
    minimumRuns: 2,
    maximumRuns: 2,
    minimumSeconds: 0,
    prepare: [],
    conclude: [],
    setup: null,
    cleanup: null,
    seed: 1,
    shell: null,
    directory: scratch.path,
    input: null,
    output: 'null',
    timeoutSeconds: 60,
    ignoreFailure: [],
  }
  return { world, scratch, session, request }
}
