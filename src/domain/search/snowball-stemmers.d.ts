/** The package brings no types; this is what we use of it. */
declare module 'snowball-stemmers' {
  interface Stemmer {
    stem(word: string): string;
  }
  const snowball: { newStemmer(language: 'russian'): Stemmer };
  export default snowball;
}
