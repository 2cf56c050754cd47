import type { World } from '../../core/index.ts'
import type { Source } from './source.ts'
import type { SourceWish, WishOf } from './source-wish.ts'

/** A kind of thing that can be watched: an entry of the list in `open-sources.ts`. */
export interface SourceKind {
  kind: SourceWish['kind']
  /** Null for a wish of another kind. Throws OperatorError where it is not there (exit 2) or cannot be watched (exit 3). */
  open(world: World, wish: SourceWish): Promise<Source> | Source | null
}

/** An entry that opens the wishes of its kind by `open`. */
export function sourceKind<K extends SourceWish['kind']>(
  kind: K,
  open: (world: World, wish: WishOf<K>) => Promise<Source> | Source,
): SourceKind {
  return { kind, open: (world, wish) => (isOf(kind, wish) ? open(world, wish) : null) }
}

function isOf<K extends SourceWish['kind']>(kind: K, wish: SourceWish): wish is WishOf<K> {
  return wish.kind === kind
}
