import { byFindings } from './by-findings.ts'
import { type Item, manual, notAsked, type Section } from './item.ts'

/** The guide's items on the application itself. */
export const application: Section = {
  section: 'Application Level',
  items: [
    askedOfNode(
      'Enable asynchronous processing for I/O operations',
      ['node.loop-delay', 'node.elu'],
      'Does any request wait in the process for a file, a database or another service while others could be served?',
    ),
    notAsked(
      'Implement connection pooling for databases',
      'No database was asked how many connections it has.',
    ),
    manual(
      'Use caching for frequently accessed data',
      'Which answers are computed or read again and again, and are they cached with a time to live?',
    ),
    notAsked(
      'Optimize database queries with proper indexing',
      'No database was asked for its queries and indexes.',
    ),
    manual(
      'Implement pagination for large result sets',
      'Does every list in the interface and in the API have a largest page, however much there is?',
    ),
    notAsked('Use compression for data transfer', 'No HTTP endpoint was asked whether it compresses.'),
    askedOfNode(
      'Minimize memory allocations in loops',
      ['node.gc'],
      'Does a profile show time in memory allocation or garbage collection, and in which loop?',
    ),
  ],
}

/** Answered where a Node process was attached to; of any other application people have to know. */
function askedOfNode(item: string, checks: readonly string[], question: string): Item {
  return {
    item,
    checks,
    judge: ({ findings }) => {
      const answer = byFindings(findings)
      return answer === null || answer.answer === 'unknown' ? { answer: 'manual', because: question } : answer
    },
  }
}
