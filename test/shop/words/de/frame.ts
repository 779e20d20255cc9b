import { frame } from '../../../../hooks/shop/words/de/frame.ts'
import { frame as english } from '../../../../hooks/shop/words/en/frame.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(frame, english)
