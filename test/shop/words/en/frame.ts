import { frame } from '../../../../hooks/shop/words/en/frame.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(frame, frame)
