import { errors } from '../../../../hooks/shop/words/en/errors.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(errors, errors)
