"""Means, medians, spread."""
import math
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from fractions import Fraction
from itertools import groupby
from operator import mul

__all__ = ["mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low",
           "median_high", "median_grouped", "mode", "multimode", "quantiles", "pstdev",
           "pvariance", "stdev", "variance", "covariance", "correlation", "linear_regression",
           "NormalDist", "StatisticsError"]


class StatisticsError(ValueError):
    pass


def _exact(data):
    """The exact values and the type results should have."""
    values, kind = [], int
    for x in data:
        if isinstance(x, float):
            kind = float
            if not math.isfinite(x):
                values.append(x)
                continue
        elif isinstance(x, Fraction) and kind is int:
            kind = Fraction
        elif not isinstance(x, (int, float, Fraction)):
            raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")
        values.append(Fraction(x))
    return values, kind


def _total(values):
    if any(isinstance(v, float) for v in values):
        return sum(map(float, values))
    return sum(values, Fraction(0))


def _as(value, kind):
    if isinstance(value, float) or kind is Fraction:
        return value
    if kind is int and value.denominator == 1:
        return int(value)
    return value.numerator / value.denominator


def _needed(data, least, text):
    data = list(data)
    if len(data) < least:
        raise StatisticsError(text)
    return data


def mean(data):
    data = _needed(data, 1, "mean requires at least one data point")
    values, kind = _exact(data)
    return _as(_total(values) / len(values), kind)


def fmean(data, weights=None):
    data = list(data)
    if weights is not None:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError("data and weights must be the same length")
        total = math.fsum(weights)
        if not total:
            raise StatisticsError("sum of weights must be non-zero")
        return math.fsum(map(mul, data, weights)) / total
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    return math.fsum(data) / len(data)


def geometric_mean(data):
    try:
        return math.exp(fmean(map(math.log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive "
                              "numbers") from None


def harmonic_mean(data, weights=None):
    data = _needed(data, 1, "harmonic_mean requires at least one data point")
    if any(x < 0 for x in data):
        raise StatisticsError("harmonic mean does not support negative values")
    weights = [1] * len(data) if weights is None else list(weights)
    if any(x == 0 for x in data):
        return 0
    values, kind = _exact([w / x if w else 0 for w, x in zip(weights, data)])
    return _as(Fraction(sum(weights)) / sum(values), kind)


def _sorted(data):
    return sorted(_needed(data, 1, "no median for empty data"))


def median(data):
    data = _sorted(data)
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1):
    data = _sorted(data)
    middle = data[len(data) // 2]
    below = bisect_left(data, middle)
    inside = bisect_right(data, middle) - below
    interval, middle = float(interval), float(middle)
    return middle - interval / 2 + interval * (len(data) / 2 - below) / inside


def mode(data):
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    if method == "inclusive":
        places = [divmod(i * (size - 1), n) for i in range(1, n)]
        return [(data[j] * (n - rest) + data[j + 1] * rest) / n for j, rest in places]
    if method != "exclusive":
        raise ValueError(f"Unknown method: {method!r}")
    found = []
    for i in range(1, n):
        j = min(max(i * (size + 1) // n, 1), size - 1)
        rest = i * (size + 1) - j * n
        found.append((data[j - 1] * (n - rest) + data[j] * rest) / n)
    return found


def _spread(data, centre, least, text):
    data = _needed(data, least, text)
    values, kind = _exact(data)
    middle = _total(values) / len(values) if centre is None else Fraction(centre)
    return _total([(v - middle) ** 2 for v in values]), len(values), kind


def pvariance(data, mu=None):
    squares, n, kind = _spread(data, mu, 1, "pvariance requires at least one data point")
    return _as(squares / n, kind)


def variance(data, xbar=None):
    squares, n, kind = _spread(data, xbar, 2, "variance requires at least two data points")
    return _as(squares / (n - 1), kind)


def _root(ratio):
    """The correctly rounded square root of an exact ratio."""
    if isinstance(ratio, float):
        return math.sqrt(ratio)
    n, m = ratio.numerator, ratio.denominator
    shift = (n.bit_length() - m.bit_length() - 109) // 2
    if shift >= 0:
        part = n // (m << 2 * shift)
    else:
        part = (n << -2 * shift) // m
    root = math.isqrt(part)
    exact = root * root == part and (part * m << 2 * shift == n if shift >= 0
                                     else part * m == n << -2 * shift)
    return math.ldexp(root | (not exact), shift)


def stdev(data, xbar=None):
    squares, n, kind = _spread(data, xbar, 2, "stdev requires at least two data points")
    return _root(squares / (n - 1))


def pstdev(data, mu=None):
    squares, n, kind = _spread(data, mu, 1, "pstdev requires at least one data point")
    return _root(squares / n)


def _paired(x, y, name):
    if len(x) != len(y):
        raise StatisticsError(f"{name} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{name} requires at least two data points")
    mx, my = math.fsum(x) / len(x), math.fsum(y) / len(y)
    return (math.fsum((a - mx) * (b - my) for a, b in zip(x, y)),
            math.fsum((a - mx) ** 2 for a in x), math.fsum((b - my) ** 2 for b in y), mx, my)


def covariance(x, y, /):
    return _paired(x, y, "covariance")[0] / (len(x) - 1)


def correlation(x, y, /):
    sxy, sxx, syy, mx, my = _paired(x, y, "correlation")
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    sxy, sxx, syy, mx, my = _paired(x, y, "linear regression")
    if proportional:
        sxy, sxx = math.fsum(map(mul, x, y)), math.fsum(map(mul, x, x))
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return LinearRegression(slope=slope, intercept=0.0 if proportional else my - slope * mx)


class NormalDist:
    __slots__ = ("_mu", "_sigma")

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        return cls(fmean(data), stdev(data))

    mean = median = mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def pdf(self, x):
        spread = self._sigma * self._sigma
        if not spread:
            raise StatisticsError("pdf() not defined when sigma is zero")
        away = x - self._mu
        return math.exp(away * away / (-2.0 * spread)) / math.sqrt(math.tau * spread)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * math.sqrt(2.0))))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    def samples(self, n, *, seed=None):
        import random
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"NormalDist(mu={self._mu!r}, sigma={self._sigma!r})"
