import { segmentClass, segmentsClass } from '@/app/_components/ui/segment'
import { setLanguageAction } from '@/lib/auth/actions'

const languages = [
  ['fr', 'Français'],
  ['en', 'English'],
] as const

export function LanguageSwitch({ locale }: { locale: 'fr' | 'en' }) {
  return (
    <form className={segmentsClass}>
      {languages.map(([language, name]) => (
        <button
          key={language}
          type="submit"
          formAction={setLanguageAction.bind(null, language)}
          aria-pressed={language === locale}
          lang={language}
          className={segmentClass}
        >
          {name}
        </button>
      ))}
    </form>
  )
}
