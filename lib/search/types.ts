/**
 * What Ctrl-K finds: the best few of each kind. `spaceName` is null where spaces are not shown (requirements, hierarchy); users are found by
 * administrators alone, who reach a space in Administration too.
 */
export type SearchHits = {
  machines: { id: string; name: string; contractTitle: string }[]
  contracts: { id: string; title: string; spaceName: string | null }[]
  spaces: { id: string; name: string }[]
  users: { id: string; displayName: string; userName: string }[]
  administers: boolean
}
