;; As many multiply-adds as a thread can do with plain SIMD: nothing is read or written while it runs.
;;
;; A turn is six products and six sums of four values each. All that a product waits for is itself of the turn before, and
;; a sum likewise. (Chains of a multiplication and then an addition come around half as often, so that twice as many were
;; needed, and there are no registers for them.) First all products and then all sums is quicker than by turns.
;; $by is one, which a compiler does not know, or it would leave the products out: a product stays 1 to 6, and its sum grows
;; by that.
(module
  (func (export "run") (param $turns i32) (param $by f32) (result f32)
    (local $factor v128)
    (local $p1 v128) (local $p2 v128) (local $p3 v128) (local $p4 v128) (local $p5 v128) (local $p6 v128)
    (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s4 v128) (local $s5 v128) (local $s6 v128)

    (local.set $factor (f32x4.splat (local.get $by)))
    (local.set $p1 (f32x4.splat (f32.const 1)))
    (local.set $p2 (f32x4.splat (f32.const 2)))
    (local.set $p3 (f32x4.splat (f32.const 3)))
    (local.set $p4 (f32x4.splat (f32.const 4)))
    (local.set $p5 (f32x4.splat (f32.const 5)))
    (local.set $p6 (f32x4.splat (f32.const 6)))

    (loop $again
      (local.set $p1 (f32x4.mul (local.get $p1) (local.get $factor)))
      (local.set $p2 (f32x4.mul (local.get $p2) (local.get $factor)))
      (local.set $p3 (f32x4.mul (local.get $p3) (local.get $factor)))
      (local.set $p4 (f32x4.mul (local.get $p4) (local.get $factor)))
      (local.set $p5 (f32x4.mul (local.get $p5) (local.get $factor)))
      (local.set $p6 (f32x4.mul (local.get $p6) (local.get $factor)))
      (local.set $s1 (f32x4.add (local.get $s1) (local.get $p1)))
      (local.set $s2 (f32x4.add (local.get $s2) (local.get $p2)))
      (local.set $s3 (f32x4.add (local.get $s3) (local.get $p3)))
      (local.set $s4 (f32x4.add (local.get $s4) (local.get $p4)))
      (local.set $s5 (f32x4.add (local.get $s5) (local.get $p5)))
      (local.set $s6 (f32x4.add (local.get $s6) (local.get $p6)))
      (br_if $again (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))

    (f32x4.extract_lane 0
      (f32x4.add
        (f32x4.add (f32x4.add (local.get $s1) (local.get $s2)) (local.get $s3))
        (f32x4.add (f32x4.add (local.get $s4) (local.get $s5)) (local.get $s6))))))
