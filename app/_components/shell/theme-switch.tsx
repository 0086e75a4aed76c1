import { segmentClass, segmentsClass } from '@/app/_components/ui/segment'
import type { Translate } from '@/lib/i18n/translator'
import { setThemeAction } from './actions'

export function ThemeSwitch({ theme, t }: { theme: string; t: Translate }) {
  return (
    <form action={setThemeAction} className={segmentsClass}>
      {(['light', 'dark', 'system'] as const).map((choice) => (
        <button key={choice} type="submit" name="theme" value={choice} aria-pressed={choice === theme} className={segmentClass}>
          {t(`shell.themes.${choice}`)}
        </button>
      ))}
    </form>
  )
}
