export { AccountShell as default } from '@/app/_components/shell/account-shell'
