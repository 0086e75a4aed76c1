export { default, generateMetadata } from '@/app/portal/[brand]/(account)/not-found'
