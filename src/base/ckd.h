/* Checked arithmetic for sizes: each answers true when the result does not fit. */
#ifndef POL_BASE_CKD_H
#define POL_BASE_CKD_H

#define ckd_add(result, a, b) __builtin_add_overflow((a), (b), (result))
#define ckd_sub(result, a, b) __builtin_sub_overflow((a), (b), (result))
#define ckd_mul(result, a, b) __builtin_mul_overflow((a), (b), (result))

#endif
