import { describe, expect, it } from 'vitest'
import { type ChecklistAnswer, checklist } from '../../../src/checks/checklist/index.ts'
import { allChecks } from '../../../src/checks/index.ts'
import { aProcess, listOf, machine } from '../process/samples.ts'
import { answerTo, finding } from './samples.ts'

const items: Record<string, string[]> = {
  'Application Level': [
    'Enable asynchronous processing for I/O operations',
    'Implement connection pooling for databases',
    'Use caching for frequently accessed data',
    'Optimize database queries with proper indexing',
    'Implement pagination for large result sets',
    'Use compression for data transfer',
    'Minimize memory allocations in loops',
  ],
  'System Level': [
    'Configure adequate system resources (CPU, RAM, Disk)',
    'Enable swap space for memory overflow',
    'Use SSD storage for better I/O performance',
    'Configure kernel parameters for network performance',
    'Enable CPU frequency scaling',
    'Configure NUMA topology awareness',
  ],
  'Database Level': [
    'Create appropriate indexes on frequently queried columns',
    'Regular database maintenance (ANALYZE, VACUUM)',
    'Configure database connection pooling',
    'Optimize database buffer sizes',
    'Use read replicas for scaling read operations',
    'Implement database partitioning for large tables',
  ],
  'Network Level': [
    'Use CDN for static content delivery',
    'Enable HTTP/2 for web interfaces',
    'Implement proper load balancing',
    'Configure TCP window scaling',
    'Use keep-alive connections',
    'Enable compression (gzip, brotli)',
  ],
  'Monitoring Level': [
    'Set up comprehensive metrics collection',
    'Configure performance alerting',
    'Implement log aggregation and analysis',
    'Regular performance benchmarking',
    'Capacity planning based on growth projections',
    'Automated scaling policies',
  ],
}

describe('the checklist of the guide', () => {
  const all = checklist([], machine({}))

  it('has its 31 items in their order, word for word', () => {
    expect(all).toHaveLength(31)
    const bySection: Record<string, string[]> = {}
    for (const { section, item } of all) {
      bySection[section] ??= []
      bySection[section].push(item)
    }
    expect(bySection).toEqual(items)
    expect(Object.keys(bySection)).toEqual(Object.keys(items))
  })

  it('passes nothing of a machine of which nothing is known, but what it does not have', () => {
    const passed = all.filter(({ answer }) => answer === 'pass' || answer === 'fail')
    expect(passed).toEqual([])
  })

  it('asks a question of people, and says why of the rest', () => {
    for (const { answer, because } of all) expect(because).toMatch(answer === 'manual' ? /\?/ : /^\S.*\.$/)
  })

  it('knows nothing of databases and HTTP yet', () => {
    const about = (words: RegExp): ChecklistAnswer[] =>
      all.filter(({ section, item }) => section === 'Database Level' || words.test(item))
    const unknown = about(/database|HTTP|keep-alive|ompression/)
    expect(unknown).toHaveLength(12)
    expect(new Set(unknown.map(({ answer }) => answer))).toEqual(new Set(['unknown']))
  })

  it('names only checks that there are', () => {
    const ids = new Set(allChecks.map(({ id }) => id))
    expect(all.flatMap(({ checks }) => checks).filter((id) => !ids.has(id))).toEqual([])
  })

  it('names the checks that answer an item', () => {
    expect(answerTo('Configure TCP', []).checks).toEqual(['net.tcp-options'])
    expect(answerTo('Use CDN', []).checks).toEqual([])
  })
})

describe('what a Node process or a program in the list answers', () => {
  it.each([
    ['Enable async', 'node.loop-delay'],
    ['Minimize memory', 'node.gc'],
  ])('%s is for people unless a Node process was attached to', (item, id) => {
    expect(answerTo(item, [finding(id, 'not-applicable')]).answer).toBe('manual')
    expect(answerTo(item, [finding(id, 'unknown')]).answer).toBe('manual')
    expect(answerTo(item, [finding(id, 'pass')]).answer).toBe('pass')
    expect(answerTo(item, [finding(id, 'fail')])).toMatchObject({ answer: 'fail', because: `About ${id}.` })
  })

  it.each([
    ['Set up comprehensive', 'prometheus-node'],
    ['Set up comprehensive', 'netdata'],
    ['Configure performance alerting', 'alertmanager'],
    ['Implement log', 'fluent-bit'],
  ])('%s: %s does it', (item, name) => {
    expect(answerTo(item, [], { processes: listOf(aProcess(), aProcess({ name })) })).toMatchObject({
      answer: 'pass',
      because: `${name} runs here.`,
    })
    expect(answerTo(item, [], { processes: listOf(aProcess({ name: `${name}2x` })) }).answer).toBe('manual')
  })
})
