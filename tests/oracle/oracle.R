# R answers the cases of tests/tools/oracle.c and holds its answers against those of the methods.
#
#   Rscript tests/oracle/oracle.R CASES
#
# A difference is relative to the larger of R's answer and a floor that the output names; the last column says
# how many cases were compared. Ends with status 1 when one is too large.
suppressMessages({ library(sandwich); library(lmtest); library(nlme) })

lines <- readLines(commandArgs(TRUE)[1])
words <- strsplit(lines, " ", fixed = TRUE)
starts <- which(startsWith(lines, "case "))
ends <- c(starts[-1] - 1, length(lines))

design <- function(v, k) matrix(v, ncol = k, byrow = TRUE)
slopes_of <- function(y) { n <- length(y); d <- outer(y, y, function(a, b) b - a) / outer(1:n, 1:n, function(a, b) b - a); d[upper.tri(d)] }

# Exact critical value of |S| at 5 %: R's distribution of the number of rising pairs.
critical <- function(n) {
  pairs <- n * (n - 1) / 2
  below <- .Call(stats:::C_pKendall, 0:pairs, n)
  chance <- diff(c(0, below)); s <- abs(2 * (0:pairs) - pairs)
  min(unique(s)[sapply(unique(s), function(w) sum(chance[s > w]) <= 0.05)])
}
criticals <- new.env()

# The restricted likelihood of rho by dense matrices, and what it makes of the coefficients' uncertainty.
integrated <- function(x, y, t, rho_hat) {
  n <- length(y); k <- ncol(x); apart <- abs(outer(t, t, "-"))
  at <- function(theta) {
    rho <- tanh(theta)
    v <- sign(rho)^apart * abs(rho)^apart
    u <- chol(v); xs <- backsolve(u, x, transpose = TRUE); ys <- backsolve(u, y, transpose = TRUE)
    m <- chol(crossprod(xs)); b <- backsolve(m, backsolve(m, crossprod(xs, ys), transpose = TRUE))
    rss <- sum((ys - xs %*% b)^2); i <- chol2inv(m)
    list(d = (n - k) * log(rss) + 2 * sum(log(diag(u))) + 2 * sum(log(diag(m))), b = c(b), v = diag(i) * rss / (n - k))
  }
  best <- at(atanh(rho_hat)); nodes <- seq(-2, 3, length.out = 161)
  all <- lapply(nodes, at); nu <- n - k
  w <- sapply(all, function(a) exp((best$d - a$d) / 2)) * (1 - tanh(nodes)^2)^1.5
  w <- w / sum(w)
  second <- fourth <- 0
  for (i in seq_along(nodes)) {
    s <- all[[i]]$v * nu / (nu - 2); q <- (all[[i]]$b - best$b)^2
    second <- second + w[i] * (s + q)
    fourth <- fourth + w[i] * (3 * all[[i]]$v^2 * nu^2 / (nu - 2) / (nu - 4) + 6 * q * s + q^2)
  }
  excess <- fourth / second^2 - 3; df <- ifelse(excess > 1e-6, 4 + 6 / excess, 1e6)
  list(se = sqrt(second * (df - 2) / df), df = df, deviance = best$d, at = at)
}

answers <- list(
  ols = function(i) {
    x <- design(i$x, i$k); y <- i$y; m <- lm(y ~ x - 1); full <- lm(y ~ x[, -1]); s <- summary(full)
    root <- function(v) sqrt(diag(v))
    dw <- dwtest(full, exact = FALSE, alternative = "two.sided"); bg <- bgtest(full, order = 3); lb <- Box.test(residuals(full), 5, "Ljung-Box")
    list(coefficient = coef(full), se = s$coefficients[, 2], sigma = s$sigma, r2 = s$r.squared, f = s$fstatistic[1],
      hc1 = root(vcovHC(full, type = "HC1")), cr1 = root(vcovCL(full, i$cluster, type = "HC1", cadjust = TRUE)),
      newey_west = root(NeweyWest(full, lag = i$lag, prewhite = FALSE, adjust = i$adjusted == 1)),
      dw = dw$statistic, dw_p = dw$p.value, bg = bg$statistic, bg_p = bg$p.value, lb = lb$statistic, lb_p = lb$p.value)
  },
  ar1 = function(i) {
    x <- design(i$x, 3); y <- i$y; t <- i$t - i$t[1]
    mine <- integrated(x, y, t, i$ours$rho)
    g <- try(gls(y ~ x - 1, correlation = corAR1(0.2, form = ~t), method = "REML", control = glsControl(tolerance = 1e-12, msTol = 1e-14, opt = "optim")), silent = TRUE)
    a <- list(reach = qt(0.975, mine$df) * mine$se)
    if (inherits(g, "try-error")) return(a)
    rho <- coef(g$modelStruct$corStruct, unconstrained = FALSE)
    # Where R's search ends lower than ours there is nothing to compare with.
    if (rho > -0.95 && rho < 0.99 && mine$at(atanh(rho))$d <= mine$deviance + 1e-7)
      a <- c(a, list(rho = rho, sigma = g$sigma, coefficient = coef(g), plugged = sqrt(diag(vcov(g)))))
    if (mine$at(atanh(min(0.994, max(-0.95, rho))))$d < mine$deviance - 1e-6) a$rho <- NA
    a
  },
  interrupted = function(i) {
    t <- i$t - i$t[1]; b <- as.numeric(i$t >= i$from); s <- pmax(0, i$t - i$from); L <- i$season
    w <- 2 * pi * (i$t %% L) / L; h <- cbind(cos(w), sin(w), cos(2 * w)); if (L > 4) h <- cbind(h, sin(2 * w))
    m <- lm(i$y ~ t + b + s + h); ci <- confint(m); p <- summary(m)$coefficients
    list(value = coef(m)["b"], low = ci["b", 1], high = ci["b", 2], p = p["b", 4], slope = coef(m)["s"], slope_low = ci["s", 1],
      start = coef(m)[1], slope_before = coef(m)["t"])
  },
  rank = function(i) {
    y <- i$y; n <- length(y); t <- 1:n; d <- sign(outer(y, y, function(a, b) b - a)); s <- sum(d[upper.tri(d)])
    k <- suppressWarnings(cor.test(t, y, method = "kendall", exact = FALSE, continuity = TRUE))
    a <- list(s = s, tau = k$estimate, p_normal = if (s == 0) 1 else k$p.value, slope = median(slopes_of(y)))
    a$start <- median(y - a$slope * (t - 1))
    u <- sapply(1:(n - 1), function(m) abs(sum(d[1:m, (m + 1):n])))
    a$pettitt <- max(u); a$pettitt_p <- min(1, 2 * exp(-6 * max(u)^2 / (n^3 + n^2)))
    ties <- table(y); v <- (n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18
    sorted <- sort(slopes_of(y)); N <- length(sorted); C <- NA
    if (n > 40) C <- qnorm(0.975) * sqrt(v)
    else if (!i$ties) {
      a$p <- cor.test(t, y, method = "kendall", exact = TRUE)$p.value
      key <- as.character(n); if (is.null(criticals[[key]])) criticals[[key]] <- critical(n)
      C <- criticals[[key]]
    }
    if (!is.na(C)) { a$low <- sorted[floor((N - C) / 2 + 0.5)]; a$high <- sorted[floor((N + C) / 2 + 0.5) + 1] }
    a
  },
  samples = function(i) {
    e <- length(i$a) + length(i$b) <= 50
    w <- wilcox.test(i$b, i$a, exact = e, correct = TRUE, conf.int = e); t <- t.test(i$b, i$a)
    a <- list(u = w$statistic, rank_p = w$p.value, difference = t$estimate[1] - t$estimate[2], low = t$conf.int[1], high = t$conf.int[2], p = t$p.value)
    if (e) a <- c(a, list(shift = w$estimate, rank_low = w$conf.int[1], rank_high = w$conf.int[2]))
    a
  },
  poisson = function(i) {
    x <- design(i$x, 3); m <- glm(i$y ~ x - 1 + offset(log(i$exposure)), poisson, control = list(epsilon = 1e-15, maxit = 100))
    list(coefficient = coef(m), se = summary(m)$coefficients[, 2], deviance = deviance(m), dispersion = sum(residuals(m, "pearson")^2) / df.residual(m))
  },
  did = function(i) {
    P <- length(i$value) / length(i$treated); g <- rep(seq_along(i$treated), each = P); t <- rep(1:P, length(i$treated))
    D <- i$treated[g] * (t > 5); k <- i$known == 1; y <- i$value[k]; g <- factor(g[k]); t <- t[k]; D <- D[k]; tt <- factor(t)
    m <- lm(y ~ D + g + tt); e <- residuals(m)
    change <- tapply(seq_along(e), g, function(r) mean(e[r][t[r] > 5]) - mean(e[r][t[r] <= 5]))
    w <- t.test(change[i$treated == 1], change[i$treated == 0]); se <- w$stderr; q <- qt(0.975, w$parameter); d <- coef(m)["D"]
    list(value = d, low = d - q * se, high = d + q * se, p = 2 * pt(-abs(d / se), w$parameter),
      hc1 = sqrt(vcovHC(m, type = "HC1")["D", "D"]), cr1 = sqrt(vcovCL(m, g, type = "HC1", cadjust = TRUE)["D", "D"]))
  },
  chart = function(i) {
    y <- i$y; n <- length(y); r <- abs(diff(y)); r <- r[r <= 3.267 * mean(r)]; m <- mean(y); reach <- 2.66 * mean(r)
    marks <- numeric(n)
    run <- function(ok, bit, k = 7, from = 0) { e <- rle(ok); last <- cumsum(e$lengths); for (j in which(e$values & e$lengths + from >= k)) { at <- (last[j] - e$lengths[j] + 1):(last[j] + from); marks[at] <<- marks[at] + bit } }
    marks <- marks + (y > m + reach) + 16 * (y < m - reach)
    run(y > m, 2); run(y < m, 32); run(diff(y) > 0, 4, from = 1); run(diff(y) < 0, 64, from = 1)
    for (side in 1:2) {
      a <- if (side == 1) y - m else m - y
      near <- a > 2 / 3 * reach & a <= reach; hit <- rep(FALSE, n)
      for (j in seq_len(n - 2)) if (sum(near[j:(j + 2)]) >= 2) hit[j:(j + 2)] <- hit[j:(j + 2)] | near[j:(j + 2)]
      marks <- marks + hit * c(8, 128)[side]
    }
    list(mean = m, low = m - reach, high = m + reach, marks = marks)
  },
  distributions = function(i) {
    q <- qt(0.975, i$df2); se <- 1.3; df <- i$df
    list(qt = qt(i$p, df), pt = 2 * pt(-abs(i$t), df), chisq = pchisq(i$x, df, lower.tail = FALSE), pf = pf(i$x / df, df, i$df2, lower.tail = FALSE),
      normal = pnorm(i$t), power = suppressWarnings(pt(q, i$df2, i$effect, lower.tail = FALSE) + pt(-q, i$df2, i$effect)),
      holm = p.adjust(i$many, "holm"), bh = p.adjust(i$many, "BH"),
      equal = max(pt((i$t - 2) / se, df), pt((-i$t - 2) / se, df)), matters = pt((abs(i$t) - 2) / se, df, lower.tail = FALSE), equal_low = i$t - qt(0.95, df) * se)
  })

# What is tolerated, where it is not 1e-8; and below which size a difference is taken as absolute (that of a p).
tolerance <- c(ar1.rho = 2e-4, ar1.sigma = 1e-3, ar1.coefficient = 1e-3, ar1.plugged = 2e-3, ar1.reach = 0.01, ols.dw_p = 1e-7,
  poisson.coefficient = 1e-7, poisson.se = 1e-7, distributions.power = 1e-6)
floors <- c(p = 1e-6, p_normal = 1e-6, dw_p = 1e-6, bg_p = 1e-6, lb_p = 1e-6, rank_p = 1e-6, pf = 1e-9, chisq = 1e-9, pt = 1e-9, power = 1e-3,
  equal = 1e-6, matters = 1e-6, normal = 1e-9, qt = 1e-3, rho = 0.5, coefficient = 1e-3, start = 1e-3, s = 1, u = 1, marks = 1)

worst <- list(); compared <- list()
for (j in seq_along(starts)) {
  input <- list(); ours <- list()
  for (l in (starts[j] + 1):ends[j]) {
    w <- words[[l]]; v <- as.numeric(w[-(1:2)])
    if (w[1] == "in") input[[w[2]]] <- v else ours[[w[2]]] <- v
  }
  method <- words[[starts[j]]][2]; input$ours <- ours
  if (method == "ar1") ours$reach <- qt(0.975, ours$df) * ours$se
  theirs <- answers[[method]](input)
  size <- if (is.null(input$y)) 1 else max(abs(input$y))
  for (name in names(theirs)) {
    key <- paste(method, name, sep = "."); a <- ours[[name]]; b <- unname(theirs[[name]])
    least <- if (name %in% names(floors)) floors[[name]] else 1e-3
    if (name %in% c("value", "low", "high", "slope", "slope_low", "start", "coefficient", "slope_before", "mean", "marks")) least <- least * size
    difference <- max(abs(a - b) / pmax(abs(b), least))
    if (is.na(difference)) difference <- Inf
    worst[[key]] <- max(worst[[key]], difference); compared[[key]] <- sum(compared[[key]], 1)
  }
}
bad <- 0
for (key in names(worst)) {
  allowed <- if (key %in% names(tolerance)) tolerance[[key]] else 1e-8
  ok <- worst[[key]] <= allowed
  cat(sprintf("%s - %-26s largest difference %8.1e of %7.0e allowed, %d cases\n", if (ok) "ok" else "not ok", key, worst[[key]], allowed, compared[[key]]))
  bad <- bad + !ok
}
quit(status = as.integer(bad > 0))
