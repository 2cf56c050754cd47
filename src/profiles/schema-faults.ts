import type * as z from 'zod'
import { suggestion } from '../core/index.ts'
import { type Fault, quote } from './problem.ts'
import { messageParts } from './schema-section.ts'
import { nearest } from './yaml-tree.ts'
import type { YamlTree } from './yaml-walk.ts'

type Issue = z.core.$ZodIssue

/** What the schema complains of, at the key or value of `tree` that is wrong, with a did-you-mean for unknown keys. */
export function schemaFaults(issues: readonly Issue[], tree: YamlTree): Fault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String)
    const found = nearest(tree, path)
    const { problem, hint } = messageParts(issue.message)
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({
          path,
          at: nearest(tree, [...path, key]).keyAt,
          problem,
          hint: suggestion(key, hint.split(' '), `Known here: ${hint.replaceAll(' ', ', ')}.`),
          got: quote(key),
        }))
      case 'invalid_key': {
        const inner = messageParts(issue.issues[0]?.message ?? '')
        return [{ ...inner, path: path.slice(0, -1), at: found.keyAt, got: quote(path.at(-1) ?? '') }]
      }
      default:
        return [{ path, at: found.tree.at, problem, hint, got: found.tree.got }]
    }
  })
}
