import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { buildWhenStale } from './fresh-build.ts'
import { programs, servers } from './servers/index.ts'
import { type Circumstances, decide, skippedLine } from './servers/missing-packages.ts'
import { openStarter } from './servers/starter.ts'

/** Once per test run: a build that is not stale, and the real programs that tests ask for. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  buildWhenStale(project.config.root)
  const message = settlePackages()
  const starter = await openStarter(servers)
  project.provide('realPrograms', {
    found: {
      plainSshd: servers.plainSshd.find(),
      sshd: servers.sshd.find(),
      busybox: programs.busybox.find(),
      chromium: programs.chromium.find(),
      fish: programs.fish.find(),
      jq: programs.jq.find(),
      zsh: programs.zsh.find(),
    },
    startUrl: starter.url,
  })
  return async () => {
    await starter.close()
    sayWhatWasSkipped(project, message)
  }
}

function settlePackages(): string {
  const { env } = process
  const circumstances: Circumstances = {
    continuousIntegration: env.CI === 'true',
    installAsked: env.LEWIS_PERF_TEST_INSTALL === '1',
    canInstall: process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'),
  }
  let decision = decide(missingPackages(), circumstances)
  if (decision.action === 'install') {
    install(decision.packages)
    decision = decide(missingPackages(), { ...circumstances, canInstall: false })
  }
  if (decision.action === 'fail') throw new Error(decision.message)
  return decision.action === 'skip' ? decision.message : ''
}

function missingPackages(): string[] {
  const all = [...Object.values(servers), ...Object.values(programs)]
  return all.filter((one) => one.find() === null).map((one) => one.debianPackage)
}

function install(packages: readonly string[]): void {
  console.error(`Installing ${packages.join(' ')} for the tests.`)
  const options: ExecFileSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  try {
    execFileSync('apt-get', ['update', '-q'], options)
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options)
  } catch (error) {
    console.error(`The installation failed: ${error}`)
  }
}

function sayWhatWasSkipped(project: TestProject, message: string): void {
  const lines: string[] = []
  for (const file of project.vitest.state.getTestModules()) {
    for (const test of file.children.allTests('skipped')) {
      const { needs } = test.meta()
      if (needs !== undefined) lines.push(skippedLine(needs, test.fullName))
    }
  }
  if (lines.length > 0) console.error(`\n${lines.join('\n')}\n${message}`)
}
