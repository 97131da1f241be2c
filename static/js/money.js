/** An amount in words, as `civic.voting.money.said`; `words` its spelling. */
export function said(pesos, words) {
  const counted = (one, many, n) => (n === 1 ? words[one] : words[many]).replace("{n}", n.toLocaleString(document.documentElement.lang));
  const millions = Math.floor(pesos / 1e6);
  const thousands = Math.floor(pesos / 1000) % 1000;
  const ones = pesos % 1000;
  const parts = [];
  if (millions) parts.push(counted("million", "millions", millions));
  if (thousands) parts.push(counted("thousand", "thousands", thousands));
  if (!parts.length) return counted("peso", "pesos", ones);
  if (!thousands && !ones) return words.round.replace("{x}", parts[0]);
  if (ones) parts.push(ones);
  return words.amount.replace("{x}", parts.join(" "));
}
