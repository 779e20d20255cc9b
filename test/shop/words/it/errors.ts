import { errors as english } from '../../../../hooks/shop/words/en/errors.ts'
import { errors } from '../../../../hooks/shop/words/it/errors.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(errors, english)
