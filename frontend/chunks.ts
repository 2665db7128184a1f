// Which files the built app comes in: few, for each one asked for costs a slow phone a while.
interface Known {
  isEntry: boolean
  importers: readonly string[]
}

interface Modules {
  getModuleInfo: (id: string) => Known | null
}

const STUDIO = /[\\/]features[\\/]studio[\\/]StudioPage\.tsx$/

/** What every visit needs is one file, what the studio needs besides another; the rest as it falls. */
export function fileOf(id: string, modules: Modules): string | null {
  if (isNeededBy((each) => modules.getModuleInfo(each)?.isEntry ?? false, id, modules))
    return "start"
  if (isNeededBy((each) => STUDIO.test(each), id, modules)) return "studio"
  return null
}

/** Whether one of these imports it, however far away, and not only when it is asked for. */
function isNeededBy(isWanted: (id: string) => boolean, id: string, modules: Modules): boolean {
  const seen = new Set([id])
  for (const each of seen) {
    if (isWanted(each)) return true
    for (const importer of modules.getModuleInfo(each)?.importers ?? []) seen.add(importer)
  }
  return false
}
